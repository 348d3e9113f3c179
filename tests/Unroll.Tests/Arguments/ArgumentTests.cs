using Unroll.Arguments;

namespace Unroll.Tests.Arguments;

public sealed class ArgumentTests
{
    [Fact]
    public void Checks_GiveTheValueBack_WithinTheRange()
    {
        Assert.Equal(1, Argument.AtLeast(1, 1));
        Assert.Equal(0f, Argument.NotNegative(0f));
        Assert.Equal(1e-30, Argument.AboveZero(1e-30));
        Assert.Equal(1f, Argument.Fraction(1f));
        Assert.Equal(0, Argument.FractionBelowOne(0.0));
    }

    [Fact]
    public void Checks_Throw_NamingTheArgument()
    {
        int units = 0;
        float rate = float.NaN;
        Assert.StartsWith("units is at least 1.", Error(() => Argument.AtLeast(1, units)), StringComparison.Ordinal);
        Assert.StartsWith("rate is a finite number that is not negative.", Error(() => Argument.NotNegative(rate)), StringComparison.Ordinal);
        Assert.StartsWith("rate is above 0, and finite.", Error(() => Argument.AboveZero(rate)), StringComparison.Ordinal);
        Assert.StartsWith("rate lies between 0 and 1.", Error(() => Argument.Fraction(rate)), StringComparison.Ordinal);
        Assert.StartsWith("rate lies between 0 and 1, 1 excluded.", Error(() => Argument.FractionBelowOne(rate)), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Argument.AboveZero(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Argument.FractionBelowOne(1.0));
    }

    [Fact]
    public void Checks_NameTheProperty_InASetter() =>
        Assert.StartsWith("Share lies between 0 and 1.", Error(() => new Options { Share = 2 }), StringComparison.Ordinal);

    static string Error(Func<object> check) => Assert.Throws<ArgumentOutOfRangeException>(check).Message;

    sealed class Options
    {
        public float Share { get; init => field = Argument.Fraction(value); }
    }
}
