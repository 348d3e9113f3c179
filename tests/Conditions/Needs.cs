namespace Unroll.Tests.Conditions;

/// <summary>What a test needs of the machine that runs it.</summary>
[Flags]
enum Needs
{
    /// <summary>Signals, pipes and a shell.</summary>
    Unix = 1,

    /// <summary>/dev/full: a disk that is always full.</summary>
    FullDisk = 2,

    /// <summary>/proc/self/mem: a file that is there and cannot be read.</summary>
    UnreadableFile = 4,

    /// <summary>Multiplying and adding with one rounding.</summary>
    FusedMultiplyAdd = 8,

    /// <summary>Vectors of 512 bits.</summary>
    Vector512 = 16,

    /// <summary>Linux on x64, for which there is a native library.</summary>
    LinuxX64 = 64,

    /// <summary>That the environment chooses no core type for OpenBLAS.</summary>
    NoCoreType = 32,
}
