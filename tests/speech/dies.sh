#!/bin/sh
# Stands in for a program that dies.
echo "no such voice" >&2
exit 1
