"""Where the printed pages were: widths of lines, page numbers, running heads, form feeds."""
