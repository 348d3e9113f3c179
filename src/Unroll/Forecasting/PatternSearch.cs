namespace Unroll.Forecasting;

/// <summary>
/// Finds the least value of a function on the unit cube (Hooke and Jeeves, 1961): from the best point of a grid, one coordinate after another is moved by a
/// step where that helps, what helped is tried once more as a whole, and where nothing helps the step is halved. No derivatives, no random numbers.
/// </summary>
static class PatternSearch
{
    const double SmallestStep = 1e-6;
    const int MostEvaluations = 2000;

    /// <summary>Points of the grid along each coordinate; 0 and 1 are among them, as the best point often lies at an end.</summary>
    const int Grid = 6;

    /// <summary>Minimizes a function.</summary>
    /// <param name="function">The function of a point whose coordinates lie between 0 and 1.</param>
    /// <param name="dimensions">How many coordinates.</param>
    /// <returns>The best point.</returns>
    public static double[] Minimize(Func<ReadOnlySpan<double>, double> function, int dimensions)
    {
        double[] best = new double[dimensions], point = new double[dimensions];
        double least = double.PositiveInfinity;
        int evaluations = 0, cells = 1;
        for (int axis = 0; axis < dimensions; axis++)
            cells *= Grid;
        for (int cell = 0; cell < cells; cell++)
        {
            for (int axis = 0, rest = cell; axis < dimensions; axis++, rest /= Grid)
                point[axis] = (double)(rest % Grid) / (Grid - 1);
            Try();
        }

        double[] start = new double[dimensions];
        for (double step = 0.5 / (Grid - 1); step >= SmallestStep && evaluations < MostEvaluations;)
        {
            best.CopyTo(start, 0);
            for (int axis = 0; axis < dimensions; axis++)
                if (!Move(axis, step))
                    Move(axis, -step);
            if (best.AsSpan().SequenceEqual(start))
            {
                step /= 2;
                continue;
            }

            for (int axis = 0; axis < dimensions; axis++)
                point[axis] = Math.Clamp((2 * best[axis]) - start[axis], 0, 1);
            Try();
        }

        return best;

        bool Move(int axis, double step)
        {
            best.CopyTo(point, 0);
            point[axis] = Math.Clamp(point[axis] + step, 0, 1);
            return Try();
        }

        bool Try()
        {
            evaluations++;
            double value = function(point);
            if (!(value < least))
                return false;
            least = value;
            point.CopyTo(best, 0);
            return true;
        }
    }
}
