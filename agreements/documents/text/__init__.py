"""How papers write: numbers, dates, names, titles and scripts, in Indonesian and in English."""
