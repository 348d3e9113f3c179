namespace Unroll.Kernels.Tests.Recurrent;

/// <summary>How a kernel is to be run.</summary>
/// <param name="Workers">By whom.</param>
/// <param name="LaneWidth">In which lane.</param>
/// <param name="Offset">How far off an even start.</param>
/// <param name="Shortened">Which buffer is a float too short, or −1.</param>
sealed record RecurrentRun(Workers Workers, int LaneWidth, int Offset = 1, int Shortened = -1);
