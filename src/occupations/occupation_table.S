/* The bytes of occupations.bin, between two names. */
    .section .rodata
    .global ats_occupation_table
    .hidden ats_occupation_table
    .balign 8
ats_occupation_table:
    .incbin ATS_OCCUPATION_TABLE
    .global ats_occupation_table_end
    .hidden ats_occupation_table_end
ats_occupation_table_end:
    .section .note.GNU-stack,"",%progbits
