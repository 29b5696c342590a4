#include "pdf_worker/colour_spaces.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "pdf_worker/scan_streams.hpp"

namespace ats::pdf {
namespace {

using Kind = ColourSpace::Kind;

constexpr int deepest = 4;                    // An index of an ink of a profile.
constexpr std::size_t most_spaces = 1'000;    // A page for people has five.
constexpr std::size_t longest_table = 2'000;  // 256 colours of up to four bytes.
constexpr std::size_t longest_profile = 4'000'000;

ColourSpace const unknown_space{};
ColourSpace const gray_space{Kind::gray, nullptr, {}, {}, {}, 1};
ColourSpace const rgb_space{Kind::rgb, nullptr, {}, {}, {}, 1};
ColourSpace const cmyk_space{Kind::cmyk, nullptr, {}, {}, {}, 1};

ColourSpace const* device_space(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, ColourSpace const*>, 8> names{
        {{"DeviceGray", &gray_space},
         {"CalGray", &gray_space},
         {"G", &gray_space},
         {"DeviceRGB", &rgb_space},
         {"CalRGB", &rgb_space},
         {"RGB", &rgb_space},
         {"DeviceCMYK", &cmyk_space},
         {"CMYK", &cmyk_space}}};
    auto const found =
        std::find_if(names.begin(), names.end(), [name](auto const& entry) { return entry.first == name; });
    return found != names.end() ? found->second : nullptr;
}

std::size_t parts_of(Kind kind) { return kind == Kind::rgb ? 3 : kind == Kind::cmyk ? 4 : 1; }

std::vector<double> numbers_of(QPDFObjectHandle array) {
    std::vector<double> out;
    if (!array.isArray()) return out;
    for (auto item : array.getArrayAsVector()) {
        if (!item.isNumber()) return {};
        out.push_back(item.getNumericValue());
    }
    return out;
}

unsigned word_at(std::string const& bytes, std::size_t at, std::size_t size) {
    unsigned out = 0;
    for (std::size_t i = at; i < at + size && i < bytes.size(); ++i)
        out = out << 8 | static_cast<unsigned char>(bytes[i]);
    return out;
}

/// A curve that darkens what is dark, as those of all devices do.
bool is_rising_curve(std::string const& profile, std::size_t at) {
    auto const kind = profile.substr(std::min(at, profile.size()), 4);
    if (kind == "para") return true;
    if (kind != "curv") return false;
    auto const count = word_at(profile, at + 8, 4);
    if (count <= 1) return true;
    if (at + 12 + 2 * std::size_t{count} > profile.size()) return false;
    unsigned last = 0;
    for (std::size_t i = 0; i < count; ++i) {
        auto const value = word_at(profile, at + 12 + 2 * i, 2);
        if (value < last) return false;
        last = value;
    }
    constexpr unsigned half = 32'768;
    return word_at(profile, at + 12, 2) < half / 4 && last > half;
}

/// A profile can turn black into white: only those are believed that map by curves alone.
bool is_plain_profile(QPDFObjectHandle stream) {
    std::string profile;
    constexpr std::size_t header = 128, entry = 12;
    constexpr unsigned most_tags = 100;
    if (!decode(stream, longest_profile, profile) || profile.size() < header + 4) return false;
    auto const tags = word_at(profile, header, 4);
    if (tags > most_tags) return false;
    unsigned curves = 0;
    for (std::size_t i = 0; i < tags; ++i) {
        auto const at = header + 4 + i * entry;
        auto const name = profile.substr(std::min(at, profile.size()), 4);
        if (name.compare(0, 3, "A2B") == 0) return false;
        bool const is_curve = name == "rTRC" || name == "gTRC" || name == "bTRC" || name == "kTRC";
        if (is_curve && !is_rising_curve(profile, word_at(profile, at + 4, 4))) return false;
        curves += is_curve ? 1 : 0;
    }
    return curves == 1 || curves == 3;
}

ColourSpace profile_space(QPDFObjectHandle array) {
    auto stream = array.getArrayNItems() > 1 ? array.getArrayItem(1) : QPDFObjectHandle::newNull();
    if (!stream.isStream() || !stream.getDict().getKey("/N").isInteger()) return {};
    auto const parts = stream.getDict().getKey("/N").getIntValue();
    if ((parts != 1 && parts != 3) || !is_plain_profile(stream)) return {};
    return parts == 1 ? gray_space : rgb_space;
}

/// Reads how an ink mixes; other functions than this one are not understood.
bool read_mixing(QPDFObjectHandle function, ColourSpace& out) {
    auto const is = [](QPDFObjectHandle object, long long value) {
        return object.isInteger() && object.getIntValue() == value;
    };
    if (!function.isDictionary() || !is(function.getKey("/FunctionType"), 2)) return false;
    if (function.hasKey("/Range") || numbers_of(function.getKey("/Domain")) != std::vector<double>{0, 1})
        return false;
    out.least_ink = numbers_of(function.getKey("/C0"));
    out.full_ink = numbers_of(function.getKey("/C1"));
    out.power = function.getKey("/N").isNumber() ? function.getKey("/N").getNumericValue() : 0;
    return out.power > 0;
}

}  // namespace

Tint tint_of(ColourSpace const& space, std::vector<double> const& numbers) {
    if (numbers.size() != parts_of(space.kind)) return Tint::unknown();
    switch (space.kind) {
        case Kind::gray:
            return Tint::of(numbers[0], numbers[0], numbers[0]);
        case Kind::rgb:
            return Tint::of(numbers[0], numbers[1], numbers[2]);
        case Kind::cmyk:
            return Tint::of_cmyk({numbers[0], numbers[1], numbers[2], numbers[3]});
        case Kind::indexed: {
            auto const parts = parts_of(space.base->kind);
            auto const most = space.table.size() / parts;
            if (!(numbers[0] >= 0 && numbers[0] < static_cast<double>(most))) return Tint::unknown();
            std::vector<double> colour;
            for (std::size_t i = 0; i < parts; ++i) {
                auto const at = static_cast<std::size_t>(numbers[0]) * parts + i;
                colour.push_back(static_cast<unsigned char>(space.table[at]) / 255.0);
            }
            return tint_of(*space.base, colour);
        }
        case Kind::ink: {
            double const amount = std::pow(std::clamp(numbers[0], 0.0, 1.0), space.power);
            std::vector<double> colour;
            for (std::size_t i = 0; i < space.full_ink.size(); ++i)
                colour.push_back(space.least_ink[i] + amount * (space.full_ink[i] - space.least_ink[i]));
            return tint_of(*space.base, colour);
        }
        case Kind::unknown:
            break;
    }
    return Tint::unknown();
}

ColourSpace const& ColourSpaces::named(QPDFObjectHandle resources, std::string_view name) {
    auto all = resources.isDictionary() ? resources.getKey("/ColorSpace") : QPDFObjectHandle::newNull();
    auto const key = std::string("/").append(name);
    if (all.isDictionary() && all.hasKey(key)) return space(all.getKey(key), resources, 0);
    auto const* const device = device_space(name);
    return device != nullptr ? *device : unknown_space;
}

bool ColourSpaces::changes_device_colours(QPDFObjectHandle resources) {
    auto all = resources.isDictionary() ? resources.getKey("/ColorSpace") : QPDFObjectHandle::newNull();
    if (!all.isDictionary()) return false;
    auto const changes = [&](char const* key, Kind kind) {
        return all.hasKey(key) && space(all.getKey(key), resources, 0).kind != kind;
    };
    return changes("/DefaultGray", Kind::gray) || changes("/DefaultRGB", Kind::rgb) ||
           changes("/DefaultCMYK", Kind::cmyk);
}

ColourSpace const& ColourSpaces::space(QPDFObjectHandle object, QPDFObjectHandle resources, int depth) {
    if (object.isIndirect()) {
        auto const found = known_.find(object.getObjGen());
        if (found != known_.end()) return *found->second;
    }
    if (depth > deepest || all_.size() >= most_spaces) return unknown_space;
    all_.push_back(std::make_unique<ColourSpace>(read(object, resources, depth)));
    if (object.isIndirect()) known_[object.getObjGen()] = all_.back().get();
    return *all_.back();
}

ColourSpace ColourSpaces::read(QPDFObjectHandle object, QPDFObjectHandle resources, int depth) {
    bool const has_family =
        object.isArray() && object.getArrayNItems() > 0 && object.getArrayItem(0).isName();
    auto const family = has_family        ? object.getArrayItem(0).getName().substr(1)
                        : object.isName() ? object.getName().substr(1)
                                          : "";
    if (auto const* const device = device_space(family)) return *device;
    if (!has_family) return {};
    if (family == "ICCBased") return profile_space(object);
    if (object.getArrayNItems() < 4) return {};
    ColourSpace out;
    out.base =
        &space(family == "Indexed" ? object.getArrayItem(1) : object.getArrayItem(2), resources, depth + 1);
    bool const has_device_base =
        out.base->kind == Kind::gray || out.base->kind == Kind::rgb || out.base->kind == Kind::cmyk;
    if (!has_device_base) return {};
    if (family == "Indexed") {
        auto table = object.getArrayItem(3);
        if (table.isString()) out.table = table.getStringValue();
        if (table.isStream() && !decode(table, longest_table, out.table)) return {};
        out.kind = Kind::indexed;
        return out;
    }
    auto ink = object.getArrayItem(1);
    bool const is_ink = family == "Separation" && ink.isName() && ink.getName() != "/None";
    if (!is_ink || !read_mixing(object.getArrayItem(3), out)) return {};
    auto const parts = parts_of(out.base->kind);
    if (out.least_ink.size() != parts || out.full_ink.size() != parts) return {};
    out.kind = Kind::ink;
    return out;
}

}  // namespace ats::pdf
