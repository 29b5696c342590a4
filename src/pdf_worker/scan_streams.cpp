#include "pdf_worker/scan_streams.hpp"

#include <algorithm>

#include <qpdf/Pipeline.hh>

namespace ats::pdf {
namespace {

class Bounded final : public Pipeline {
public:
    Bounded(std::string& out, std::size_t most) : Pipeline("bounded", nullptr), out_(out), most_(most) {}

    void write(unsigned char const* data, std::size_t size) override {
        // qpdf decodes to the end; what is too much is let go.
        is_full_ = is_full_ || size > most_ - std::min(most_, out_.size());
        if (!is_full_) out_.append(reinterpret_cast<char const*>(data), size);
    }
    void finish() override {}
    bool is_full() const { return is_full_; }

private:
    std::string& out_;
    std::size_t most_;
    bool is_full_ = false;
};

}  // namespace

bool decode(QPDFObjectHandle stream, std::size_t most, std::string& out) {
    Bounded sink(out, most);
    bool was_filtered = false;
    bool const done = stream.pipeStreamData(&sink, &was_filtered, 0, qpdf_dl_generalized,
                                            true /* no warnings */, false /* no second try */);
    return done && was_filtered && !sink.is_full();
}

}  // namespace ats::pdf
