#include "worker/sandbox.hpp"

#include <cerrno>

#include <sys/prctl.h>

#ifndef ATS_SANITIZED
#    include <memory>

#    include <fcntl.h>
#    include <linux/landlock.h>
#    include <seccomp.h>
#    include <sys/mman.h>
#    include <sys/syscall.h>
#    include <unistd.h>
#endif

#include "documents/worker_protocol.hpp"

namespace ats::worker {
namespace {

#ifndef ATS_SANITIZED  // The sanitizers need far more than the parsers do.

// What the first version of Landlock knows; later kernels know it too.
constexpr __u64 all_file_rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

// <linux/landlock.h> of Debian 12 is older than kernels that have more.
struct Ruleset {
    __u64 files;
    __u64 network;  // Since version 4; seccomp allows no sockets.
    __u64 scopes;   // Since version 6.
};
constexpr __u64 signals_and_sockets = 3;  // To processes outside, and abstract sockets of theirs.
constexpr int version_with_scopes = 6;

int landlock_version() {
    return static_cast<int>(
        ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
}

int create_ruleset() {
    auto const version = landlock_version();
    bool const has_scopes = version >= version_with_scopes;
    Ruleset const ruleset{all_file_rights, 0, has_scopes ? signals_and_sockets : 0};
    auto const size = has_scopes ? sizeof ruleset : sizeof ruleset.files;
    return static_cast<int>(::syscall(SYS_landlock_create_ruleset, &ruleset, size, 0));
}

bool allow_reading(int ruleset, char const* folder) {
    int const descriptor = ::open(folder, O_PATH | O_CLOEXEC);
    if (descriptor < 0) return errno == ENOENT;  // Not every machine has all of them.
    landlock_path_beneath_attr rule{};
    rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    rule.parent_fd = descriptor;
    auto const added = ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    ::close(descriptor);
    return added == 0;
}

/// @returns false where the kernel has no Landlock, or does not do what it is told.
bool restrict_files(std::span<char const* const> readable_folders) {
    int const ruleset = create_ruleset();
    if (ruleset < 0) return false;
    bool allowed = true;
    for (auto const* const folder : readable_folders) allowed = allow_reading(ruleset, folder) && allowed;
    bool const restricted = ::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    ::close(ruleset);
    return restricted && allowed;
}

// Memory, time, signals to itself, and the socket that is open already.
constexpr int allowed_calls[] = {
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(recvfrom),
    SCMP_SYS(sendto),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(poll),
    SCMP_SYS(close),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(setitimer),
    SCMP_SYS(getrusage),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(times),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(getrandom),
    SCMP_SYS(sched_yield),
    SCMP_SYS(getrlimit),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(rseq),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(set_robust_list),
};

// Looking at files and reading them; Landlock says which.
constexpr int file_calls[] = {
    SCMP_SYS(pread64),    SCMP_SYS(lseek),      SCMP_SYS(fstat),    SCMP_SYS(stat),
    SCMP_SYS(lstat),      SCMP_SYS(newfstatat), SCMP_SYS(statx),    SCMP_SYS(access),
    SCMP_SYS(faccessat),  SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
};

struct ReleaseFilter {
    void operator()(void* filter) const noexcept { seccomp_release(filter); }
};

template <class Allow>
void allow_files(Allow const& allow) {
    for (int const call : file_calls) allow(call);
    constexpr scmp_datum_t writing = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | __O_TMPFILE;
    allow(SCMP_SYS(open), SCMP_A1(SCMP_CMP_MASKED_EQ, writing & ~scmp_datum_t{O_DIRECTORY}, O_RDONLY));
    allow(SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, writing & ~scmp_datum_t{O_DIRECTORY}, O_RDONLY));
}

/// @returns false where the kernel has no seccomp, or a rule is not taken.
bool restrict_calls(bool reads_files) {
    // What is not allowed fails as if the user lacked the right, which libraries take in their stride.
    std::unique_ptr<void, ReleaseFilter> const filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
    if (!filter) return false;
    bool complete = true;
    auto const allow = [&](int call, auto... conditions) {
        complete =
            seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, sizeof...(conditions), conditions...) == 0 &&
            complete;
    };
    for (int const call : allowed_calls) allow(call);
    if (reads_files) allow_files(allow);
    allow(SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    allow(SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    // Of fcntl() no more than libraries need: F_SETOWN and F_SETSIG would let this process signal its host.
    for (int const command : {F_GETFD, F_SETFD, F_GETFL}) {
        allow(SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, static_cast<scmp_datum_t>(command)));
    }
    auto const self = static_cast<scmp_datum_t>(::getpid());
    allow(SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, self));  // abort()
    // Its own limits, to look at: a hard one is none for a user who may raise it.
    allow(SCMP_SYS(prlimit64), SCMP_A0(SCMP_CMP_EQ, 0), SCMP_A2(SCMP_CMP_EQ, 0));
    return complete && seccomp_load(filter.get()) == 0;
}

#endif

}  // namespace

std::uint32_t enter_sandbox([[maybe_unused]] std::span<char const* const> readable_folders) {
    // Without it neither of the two is to be had.
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return 0;
    if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return 0;
    std::uint32_t protections = 0;
#ifndef ATS_SANITIZED
    if (restrict_files(readable_folders)) protections |= files_protected;
    if (restrict_calls(!readable_folders.empty())) protections |= calls_protected;
#endif
    return protections;
}

}  // namespace ats::worker
