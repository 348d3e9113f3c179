using Unroll.Studies.Bench;

namespace Unroll.Studies.Tests.Bench;

/// <summary>A peer whose sides a test makes.</summary>
sealed class ScriptedPeer(Func<BenchWork, bool> does, Func<int, IBenchSide> start) : IBenchPeer
{
    public bool Does(BenchWork work) => does(work);

    public IBenchSide Start(BenchWork work, int threads) => start(threads);
}
