#!/bin/sh
# The owner of the tables, who migrates, and the role of the program, which owns nothing (README, Two
# roles). Run once, by the image of PostgreSQL, on an empty volume.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres \
  -v owner_password="$OWNER_PASSWORD" -v program_password="$PROGRAM_PASSWORD" <<'SQL'
CREATE ROLE kerjasama_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE kerjasama_program LOGIN PASSWORD :'program_password';
CREATE DATABASE kerjasama OWNER kerjasama_owner;
SQL
