#include "worker/limits.hpp"

#include <algorithm>
#include <csignal>
#include <new>

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "documents/worker_protocol.hpp"

namespace ats::worker {
namespace {

// Made in advance: a signal handler and a process without memory can make nothing.
constexpr Reply cpu_limit_reply{reply_magic, Status::cpu_limit, 0, 0, 0};
constexpr Reply out_of_memory_reply{reply_magic, Status::out_of_memory, 0, 0, 0};

[[noreturn]] void answer_and_exit(Reply const& reply) {
    [[maybe_unused]] auto const sent = ::send(worker_socket, &reply, sizeof reply, MSG_NOSIGNAL);
    ::_exit(1);
}

void on_cpu_limit(int) { answer_and_exit(cpu_limit_reply); }

void on_out_of_memory() { answer_and_exit(out_of_memory_reply); }

// What no limit of memory leaves where small allocations fail.
constexpr std::size_t spare_memory = std::size_t{8} << 20;

// poppler allocates in part with malloc() and aborts where that fails. Which of the two fails first is
// chance.
void on_abort(int) {
    auto* const spare =
        ::mmap(nullptr, spare_memory, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (spare == MAP_FAILED) answer_and_exit(out_of_memory_reply);
    // abort() raises the signal again, without this handler.
}

bool handle(int signal, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    return ::sigaction(signal, &action, nullptr) == 0;
}

bool limit(decltype(RLIMIT_AS) resource, rlim_t value) {
    rlimit before{};
    if (::getrlimit(resource, &before) != 0) return false;
    // The host's own limit may be lower, and stays.
    auto const lower = std::min(value, before.rlim_max);
    rlimit const limits{lower, lower};
    return ::setrlimit(resource, &limits) == 0;
}

bool limit_memory([[maybe_unused]] std::size_t address_space) {
#ifdef ATS_SANITIZED
    return true;  // Sanitizers reserve terabytes of address space.
#else
    return limit(RLIMIT_AS, address_space) && handle(SIGABRT, on_abort);
#endif
}

void start_timer(std::uint32_t milliseconds) {
    itimerval timer{};
    timer.it_value.tv_sec = milliseconds / 1000;
    timer.it_value.tv_usec = static_cast<suseconds_t>(milliseconds % 1000) * 1000;
    ::setitimer(ITIMER_PROF, &timer, nullptr);
}

}  // namespace

bool set_process_limits(std::size_t address_space, std::uint64_t cpu_seconds) {
    std::set_new_handler(on_out_of_memory);
    // fontconfig tries to keep what it found in a cache: that must fail, and not end the process.
    bool const can_fail = std::signal(SIGXFSZ, SIG_IGN) != SIG_ERR;
    bool const is_bounded = limit_memory(address_space) && limit(RLIMIT_CPU, cpu_seconds) &&
                            limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0);
    return is_bounded && can_fail && handle(SIGPROF, on_cpu_limit);
}

void start_cpu_limit(std::uint32_t milliseconds) { start_timer(milliseconds); }

void stop_cpu_limit() { start_timer(0); }

}  // namespace ats::worker
