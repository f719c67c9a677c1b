"""What a naskah says: its parties, its Pasal, what it must not lack, its versions and their differences."""
