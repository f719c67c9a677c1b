"""What a naskah says: parties, Pasal, mandatory parts, versions and their differences."""
