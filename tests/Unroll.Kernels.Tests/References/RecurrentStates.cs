namespace Unroll.Kernels.Tests.References;

/// <summary>Results in the order of time.</summary>
/// <param name="Hidden">h after each time: [time, batch, units].</param>
/// <param name="Cells">c after each time, where the cell has one.</param>
/// <param name="Gates">The activated gates: [time, batch, gates·units].</param>
sealed record RecurrentStates(double[] Hidden, double[] Cells, double[] Gates);
