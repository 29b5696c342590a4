#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include <qpdf/QPDFObjectHandle.hh>

namespace ats::pdf {

/// How a font moves the pen. The shapes of its letters do not matter for that.
struct ScanFont {
    std::uint32_t number = 0;
    bool two_bytes = false;
    bool vertical = false;
    bool has_size = true;       ///< False if the size it is set in says nothing of its letters.
    std::vector<float> widths;  ///< In shares of the size, by code; negative: not said.
    float usual_width = 0;
    std::bitset<65536> spaces;  ///< Codes that stand for white space.
    std::bitset<65536> signs;   ///< Codes that stand for neither letters nor digits, as far as is said.
    QPDFObjectHandle dictionary = QPDFObjectHandle::newNull();

    float width(unsigned code) const {
        return code < widths.size() && widths[code] >= 0 ? widths[code] : usual_width;
    }
};

/// Each font of a document, read once.
class ScanFonts {
public:
    /// @returns nullptr if there are too many fonts, or this is none.
    ScanFont const* font(QPDFObjectHandle dictionary);

private:
    std::map<QPDFObjGen, ScanFont const*> known_;
    std::vector<std::unique_ptr<ScanFont>> fonts_;
};

}  // namespace ats::pdf
