using Unroll.Forecasting.Hybrid;
using Unroll.Tests.Support;

namespace Unroll.Tests.Forecasting.Hybrid;

public sealed class WindowRegressionTests
{
    [Fact]
    public void Solve_FindsTheMapThatMadeTheValues()
    {
        var regression = new WindowRegression(3, 2);
        double[][] map = [[1, -2], [0.5, 3], [-1, 0.25]];
        for (int i = 0; i < 200; i++)
        {
            float[] past = RandomArray.Uniform(3, i);
            regression.Add(past, [.. Enumerable.Range(0, 2).Select(step => Enumerable.Range(0, 3).Sum(place => past[place] * map[place][step]))]);
        }

        double[][] solved = regression.Solve();
        for (int place = 0; place < 3; place++)
            for (int step = 0; step < 2; step++)
                Assert.Equal(map[place][step], solved[place][step], 0.02);
    }

    [Fact]
    public void Solve_GivesZeros_WhenEveryWindowIsZero()
    {
        var regression = new WindowRegression(2, 1);
        regression.Add([0, 0], [3]);
        Assert.All(regression.Solve(), row => Assert.Equal(0, row[0]));
    }
}
