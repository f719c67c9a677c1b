"""The pages that look over all cases: home, register, dasbor, the tracks explained."""
