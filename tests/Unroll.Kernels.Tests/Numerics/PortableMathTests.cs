using Unroll.Kernels.Numerics;

namespace Unroll.Kernels.Tests.Numerics;

public sealed class PortableMathTests
{
    // Correctly rounded values, from 40 decimal digits.
    [Theory]
    [InlineData("Exp", 1.0, 2.718281828459045)]
    [InlineData("Exp", -1.0, 0.36787944117144233)]
    [InlineData("Exp", 0.1, 1.1051709180756477)]
    [InlineData("Exp", -20.5, 1.2501528663867426e-09)]
    [InlineData("Exp", 700.25, 1.3022997366991783e304)]
    [InlineData("Exp", -700.5, 5.980196118639791e-305)]
    [InlineData("Exp", 1e-10, 1.0000000001)]
    [InlineData("Exp", -745.0, 5e-324)]
    [InlineData("Log", 2.0, 0.6931471805599453)]
    [InlineData("Log", 10.0, 2.302585092994046)]
    [InlineData("Log", 0.7, -0.35667494393873245)]
    [InlineData("Log", 1.0000001, 9.999999505838704e-08)]
    [InlineData("Log", 1e-300, -690.7755278982137)]
    [InlineData("Log", 5e-324, -744.4400719213812)]
    [InlineData("Log", 1e300, 690.7755278982137)]
    [InlineData("Log", 0.999, -0.0010005003335835344)]
    [InlineData("Sin", 1.0, 0.8414709848078965)]
    [InlineData("Sin", 0.5, 0.479425538604203)]
    [InlineData("Sin", -2.5, -0.5984721441039565)]
    [InlineData("Sin", 3.141592653589793, 1.2246467991473532e-16)]
    [InlineData("Sin", 100.0, -0.5063656411097588)]
    [InlineData("Sin", 9999.5, 0.18828574191134848)]
    [InlineData("Sin", 1e-09, 1e-09)]
    [InlineData("Sin", 6.2, -0.0830894028174964)]
    [InlineData("Cos", 1.0, 0.5403023058681398)]
    [InlineData("Cos", 0.5, 0.8775825618903728)]
    [InlineData("Cos", -2.5, -0.8011436155469337)]
    [InlineData("Cos", 1.5707963267948966, 6.123233995736766e-17)]
    [InlineData("Cos", 100.0, 0.8623188722876839)]
    [InlineData("Cos", 9999.5, -0.9821142903923622)]
    [InlineData("Cos", 1e-09, 1.0)]
    [InlineData("Cos", 6.2, 0.9965420970232175)]
    public void Function_IsWithinOneUnit_OfExactValue(string function, double x, double expected) =>
        Assert.InRange(Units(expected, Evaluate(function, x)), 0, 1);

    [Theory]
    [InlineData(0.9, 1000, 1.7478712517226947e-46)]
    [InlineData(0.999, 123456, 2.2746491910802653e-54)]
    [InlineData(2.0, 0.5, 1.4142135623730951)]
    [InlineData(10.0, -3.5, 0.00031622776601683794)]
    [InlineData(1.0000001, 1000000000.0, 2.6881038582144647e43)]
    [InlineData(3.0, 200, 2.6561398887587478e95)]
    [InlineData(0.96, 2.5, 0.9029798987795907)]
    [InlineData(1e-05, 0.01, 0.8912509381337456)]
    public void Pow_IsWithinOneUnit_OfExactValue(double x, double y, double expected) => Assert.InRange(Units(expected, PortableMath.Pow(x, y)), 0, 1);

    [Theory]
    [InlineData("Exp", -745.0, 709.7)]
    [InlineData("Exp", -1.0, 1.0)]
    [InlineData("Log", 1e-12, 4.0)]
    [InlineData("Sin", -10000.0, 10000.0)]
    [InlineData("Sin", -4.0, 4.0)]
    [InlineData("Cos", -10000.0, 10000.0)]
    [InlineData("Cos", -4.0, 4.0)]
    public void Function_AgreesWithPlatform_WithinTwoUnits(string function, double first, double last)
    {
        for (int i = 0; i <= 100_000; i++)
        {
            double x = first + ((last - first) * i / 100_000);
            double expected = function switch { "Exp" => Math.Exp(x), "Log" => Math.Log(x), "Sin" => Math.Sin(x), _ => Math.Cos(x) };
            double units = Units(expected, Evaluate(function, x));
            Assert.True(units <= 2, $"{function}({x:R}) is {units} units off");
        }
    }

    // The bits themselves: any platform, compiler or instruction set must give these.
    [Theory]
    [InlineData("Exp", 0x29695C51F33E06ECUL)]
    [InlineData("Log", 0xB04C0BAD3C1BB371UL)]
    [InlineData("Sin", 0xD247630D29A7AAA4UL)]
    [InlineData("Cos", 0x747D9A736A639A36UL)]
    [InlineData("Pow", 0x6B037CBE6D51917DUL)]
    public void Function_GivesTheSameBitsEverywhere(string function, ulong expected)
    {
        ulong hash = 14695981039346656037;
        for (int i = 1; i <= 10_000; i++) hash = (hash ^ BitConverter.DoubleToUInt64Bits(Evaluate(function, i / 64.0))) * 1099511628211;
        Assert.Equal(expected, hash);
    }

    [Fact]
    public void Exp_ReachesItsLimits()
    {
        Assert.Equal(1, PortableMath.Exp(-0.0));
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(709.79));
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(double.PositiveInfinity));
        Assert.Equal(0, PortableMath.Exp(-745.2));
        Assert.Equal(0, PortableMath.Exp(double.NegativeInfinity));
        Assert.True(double.IsNaN(PortableMath.Exp(double.NaN)));
    }

    [Fact]
    public void Log_ReachesItsLimits()
    {
        Assert.Equal(0, PortableMath.Log(1));
        Assert.Equal(double.NegativeInfinity, PortableMath.Log(0));
        Assert.Equal(double.PositiveInfinity, PortableMath.Log(double.PositiveInfinity));
        Assert.True(double.IsNaN(PortableMath.Log(-1)));
        Assert.True(double.IsNaN(PortableMath.Log(double.NaN)));
    }

    [Fact]
    public void SinAndCos_AreNaN_BeyondTheirRange()
    {
        Assert.True(double.IsNaN(PortableMath.Sin(double.PositiveInfinity)));
        Assert.True(double.IsNaN(PortableMath.Cos(1e300)));
        Assert.True(double.IsNaN(PortableMath.Cos(double.NaN)));
    }

    [Fact]
    public void Pow_TreatsSpecialCasesAsThePlatformDoes()
    {
        double[] bases = [0, -0.0, 1, -1, 2, -2, 0.25, -0.25, -3, double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.Epsilon, 1e308];
        double[] exponents = [0, -0.0, 1, -1, 2, -2, 3, -3, 1.5, -1.5, 1e300, -1e300, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e-300];
        foreach (double x in bases)
        {
            foreach (double y in exponents)
            {
                double expected = Math.Pow(x, y), actual = PortableMath.Pow(x, y);
                bool sameSign = double.IsNaN(expected) || double.IsNegative(expected) == double.IsNegative(actual);
                Assert.True(sameSign && (expected.Equals(actual) || Units(expected, actual) <= 1), $"{x:R} ^ {y:R} = {actual:R} instead of {expected:R}");
            }
        }
    }

    [Fact]
    public void Power_MultipliesByRepeatedSquaring()
    {
        Assert.Equal(1, PortableMath.Power(0, 0));
        Assert.Equal(1024, PortableMath.Power(2, 10));
        Assert.Equal(-27, PortableMath.Power(-3, 3));
        Assert.Equal(1 / 1024.0, PortableMath.Power(2, -10));
        Assert.Equal(1, PortableMath.Power(1, long.MinValue));
        Assert.Equal(0, PortableMath.Power(2, long.MinValue));
        Assert.InRange(PortableMath.Power(0.999, 123456), 2.2746491910802653e-54 * (1 - 1e-10), 2.2746491910802653e-54 * (1 + 1e-10));
    }

    static double Evaluate(string function, double x) => function switch
    {
        "Exp" => PortableMath.Exp(x),
        "Log" => PortableMath.Log(x),
        "Sin" => PortableMath.Sin(x),
        "Cos" => PortableMath.Cos(x),
        _ => PortableMath.Pow(x, 1.7),
    };

    static double Units(double expected, double actual)
    {
        if (expected.Equals(actual)) return 0;
        double magnitude = Math.Abs(expected);
        return Math.Abs(actual - expected) / Math.Max(double.Epsilon, Math.BitIncrement(magnitude) - magnitude);
    }
}
