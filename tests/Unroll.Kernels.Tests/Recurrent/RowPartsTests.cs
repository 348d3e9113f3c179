using Unroll.Kernels.Recurrent;

namespace Unroll.Kernels.Tests.Recurrent;

public sealed class RowPartsTests
{
    [Fact]
    public void Parts_CoverTheBatchOnce()
    {
        for (int batch = 0; batch < 40; batch++)
            for (int workers = 1; workers < 12; workers++)
            {
                var parts = new RowParts(batch, workers);
                int next = 0;
                Assert.InRange(parts.Count, 0, workers);
                for (int part = 0; part < parts.Count; part++)
                {
                    (int first, int count) = parts[part];
                    Assert.Equal(next, first);
                    Assert.InRange(count, 1, parts.Rows);
                    next += count;
                }

                Assert.Equal(batch, next);
            }
    }
}
