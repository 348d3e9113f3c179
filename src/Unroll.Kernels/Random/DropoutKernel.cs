namespace Unroll.Kernels.Random;

/// <summary>
/// Inverted dropout: an element is kept with probability 1 − rate and scaled by 1 / (1 − rate). Element i takes word i mod 4 of Philox block ⌊i / 4⌋,
/// so the mask is a function of the key alone and backward draws it again instead of keeping it.
/// </summary>
static unsafe class DropoutKernel
{
    const int PartLength = 16 * 1024;

    /// <summary>y = x · mask / (1 − rate), or added to y; with dy for x it is its own gradient.</summary>
    public static void Run(Workers workers, ulong key, float rate, ReadOnlySpan<float> x, Span<float> y, bool accumulate = false)
    {
        Lengths.Check(x, y.Length);
        fixed (float* xAt = x, yAt = y)
        {
            // Kept when a 32-bit word reaches the threshold: rate · 2³², exact for every float rate.
            var job = new Job
            {
                X = xAt, Y = yAt, Length = y.Length, Key = key, Threshold = (ulong)(rate * 4294967296.0), Scale = rate >= 1 ? 0 : 1 / (1 - rate), Accumulate = accumulate,
            };
            workers.Run(ref job, (y.Length + PartLength - 1) / PartLength);
        }
    }

    struct Job : IJob
    {
        public float* X, Y;
        public int Length;
        public ulong Key, Threshold;
        public float Scale;
        public bool Accumulate;

        public readonly void Execute(int part, int worker)
        {
            int first = part * PartLength, end = Math.Min(first + PartLength, Length);
            uint* words = stackalloc uint[4];
            for (int i = first; i < end; i += 4)
            {
                Philox.Block(Key, (ulong)i / 4, 0, out words[0], out words[1], out words[2], out words[3]);
                int count = Math.Min(4, end - i);
                for (int j = 0; j < count; j++)
                {
                    float value = words[j] >= Threshold ? X[i + j] * Scale : 0;
                    Y[i + j] = Accumulate ? Y[i + j] + value : value;
                }
            }
        }
    }
}
