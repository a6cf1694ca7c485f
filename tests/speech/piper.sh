#!/bin/sh
# Stands in for Piper in a test: writes the voice's name and what is to be said into the file that is asked for.
while [ $# -gt 0 ]; do
    case "$1" in
        --model) model=$2 ;;
        --output_file) out=$2 ;;
    esac
    shift
done
{
    echo "$model"
    cat
} > "$out"
