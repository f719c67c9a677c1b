"""What leaders read: figures, the Lembar Pimpinan, the recap for the Gubernur, dates."""
