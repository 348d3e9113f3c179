using System.Globalization;

namespace Unroll.Reports.Charts;

/// <summary>Probabilities as people read them: two digits behind the point, and never 1 or 0 where it is not quite so.</summary>
static class Probability
{
    public static string Of(double value) => value switch
    {
        < 1 and > 0.995 => "> 0.99",
        > 0 and < 0.005 => "< 0.01",
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
