using System.Globalization;
using System.Text.Json;

namespace Unroll.Studies.Tuning;

/// <summary>Whole numbers from a lowest one, a step apart, up to a highest one. On a linear scale each has the same part of the unit interval.</summary>
sealed class IntegerRange(string setting, long low, long high, long step, bool isLogarithmic)
    : NumericRange(setting, low - (step / 2.0), low + ((high - low) / step * step) + (step / 2.0), isLogarithmic)
{
    public override long? Count => ((high - low) / step) + 1;

    public override bool IsWhole => true;

    internal override double At(long place) => low + (step * place);

    protected override double Nearest(double number) => low + (step * Math.Clamp((long)Math.Floor(((number - low) / step) + 0.5), 0, (high - low) / step));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Setting}: {(IsLogarithmic ? "log " : "")}integer {low} to {high}{(step == 1 ? "" : $" by {step}")}");

    public override JsonElement ToJson(double value) => JsonElement.Parse(((long)value).ToString(CultureInfo.InvariantCulture));
}
