#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <qpdf/QPDFObjectHandle.hh>

#include "pdf_worker/tint.hpp"

namespace ats::pdf {

/// What the numbers of a colour mean.
struct ColourSpace {
    enum class Kind { gray, rgb, cmyk, indexed, ink, unknown };
    Kind kind = Kind::unknown;
    ColourSpace const* base = nullptr;        ///< Of indexed colours and of inks.
    std::string table;                        ///< Of indexed colours.
    std::vector<double> least_ink, full_ink;  ///< In the base: without any, and at most.
    double power = 1;                         ///< Of the way between those.
};

/// @returns the colour that these numbers mean; an unknown one if they are too few or too many.
Tint tint_of(ColourSpace const& space, std::vector<double> const& numbers);

/// The colour spaces of a document, each read once.
class ColourSpaces {
public:
    /// @param name without its slash, of the device's or of the resources'.
    ColourSpace const& named(QPDFObjectHandle resources, std::string_view name);
    /// True if the resources give gray, red green blue, or cyan magenta yellow black another meaning.
    bool changes_device_colours(QPDFObjectHandle resources);

private:
    ColourSpace const& space(QPDFObjectHandle object, QPDFObjectHandle resources, int depth);
    ColourSpace read(QPDFObjectHandle object, QPDFObjectHandle resources, int depth);

    std::map<QPDFObjGen, ColourSpace const*> known_;
    std::vector<std::unique_ptr<ColourSpace>> all_;
};

}  // namespace ats::pdf
