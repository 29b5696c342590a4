# Puts the .tsv files of a folder into the library as one text, between `symbol` and `symbol`_end. Each begins with a
# line "@" and its name, so that a further file needs no other change.
function(ats_embed_tables symbol folder)
  file(GLOB tables CONFIGURE_DEPENDS "${folder}/*.tsv")
  set(lines "")
  foreach(table ${tables})
    get_filename_component(name "${table}" NAME_WE)
    string(APPEND lines "    .ascii \"@${name}\\n\"\n    .incbin \"${table}\"\n")
  endforeach()
  set(source "${CMAKE_CURRENT_BINARY_DIR}/${symbol}.S")
  file(CONFIGURE OUTPUT "${source}" CONTENT [[
    .section .rodata
    .global @symbol@
    .hidden @symbol@
@symbol@:
@lines@
    .global @symbol@_end
    .hidden @symbol@_end
@symbol@_end:
    .section .note.GNU-stack,"",%progbits
]] @ONLY)
  target_sources(ats_objects PRIVATE "${source}")
  set_source_files_properties("${source}" TARGET_DIRECTORY ats_objects PROPERTIES OBJECT_DEPENDS "${tables}")
endfunction()
