"""``python -m repair`` is ``gazette-repair``."""

from repair.cli import main

if __name__ == "__main__":
    main()
