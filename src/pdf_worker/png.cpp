#include "pdf_worker/png.hpp"

#include <png.h>

namespace ats::pdf {

std::string png_of(Pixels const& pixels) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(pixels.width);
    image.height = static_cast<png_uint_32>(pixels.height);
    image.format = PNG_FORMAT_RGB;
    // Pages are mostly blank: what is slower makes their files hardly smaller.
    image.flags = PNG_IMAGE_FLAG_FAST;
    std::string out(PNG_IMAGE_PNG_SIZE_MAX(image), '\0');
    png_alloc_size_t size = out.size();
    bool const done = png_image_write_to_memory(&image, out.data(), &size, 0, pixels.data,
                                                pixels.bytes_per_row, nullptr) != 0;
    png_image_free(&image);
    out.resize(done ? size : 0);
    return out;
}

}  // namespace ats::pdf
