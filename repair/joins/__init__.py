"""Which neighbouring lines are one paragraph, title, heading or row that was cut apart."""
