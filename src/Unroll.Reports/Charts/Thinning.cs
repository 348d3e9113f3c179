namespace Unroll.Reports.Charts;

/// <summary>Long lines drawn with few points: of each stretch the ends, the smallest and the largest value, so that no peak is lost.</summary>
static class Thinning
{
    /// <param name="points">The points from left to right.</param>
    /// <param name="stretches">How many stretches; at most five points of each are kept, one of them a gap.</param>
    public static IReadOnlyList<Point> ByEnds(IReadOnlyList<Point> points, int stretches)
    {
        if (points.Count <= stretches * 5)
            return points;
        var kept = new List<Point>();
        for (int stretch = 0; stretch < stretches; stretch++)
        {
            int from = (int)((long)points.Count * stretch / stretches), to = (int)((long)points.Count * (stretch + 1) / stretches);
            int least = from, most = from, gap = from;
            for (int i = from; i < to; i++)
            {
                if (double.IsNaN(points[i].Y))
                    gap = i;
                if (points[i].Y < points[least].Y || double.IsNaN(points[least].Y))
                    least = i;
                if (points[i].Y > points[most].Y || double.IsNaN(points[most].Y))
                    most = i;
            }

            kept.AddRange(new[] { from, gap, least, most, to - 1 }.Distinct().Order().Select(place => points[place]));
        }

        return kept;
    }
}
