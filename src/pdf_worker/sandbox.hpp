#pragma once

namespace ats::pdf {

/// Takes from this process all that reading a PDF does not need: new programs and processes, the
/// network, writing, and files other than poppler's data and fonts. Does as much of it as the kernel
/// offers.
void enter_sandbox();

}  // namespace ats::pdf
