namespace Unroll.Kernels;

/// <summary>Work that falls into parts which can run in any order on any worker: a part's result may depend on its number only.</summary>
interface IJob
{
    /// <param name="part">Which part of the work, from 0.</param>
    /// <param name="worker">Who does it, from 0: the owner of <see cref="Workers.Scratch"/>.</param>
    void Execute(int part, int worker);
}
