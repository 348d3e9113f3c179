namespace Unroll.Kernels.Numerics;

static class PortableMath
{
    public static double Exp(double x) => Math.Exp(x);
    public static double Log(double x) => Math.Log(x);
    public static double Sin(double x) => Math.Sin(x);
    public static double Cos(double x) => Math.Cos(x);
    public static double Pow(double x, double y) => Math.Pow(x, y);
    public static double Power(double x, long n) => Math.Pow(x, n);
}
