using Unroll.Kernels.Optimizers;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.References;

/// <summary>Every update kernel beside the formula that it computes, as Keras writes it.</summary>
static class OptimizerReferences
{
    const double Rate = 0.03;
    const double Beta1 = 0.9;
    const double Beta2 = 0.98;
    const double Epsilon = 1e-3;

    public static Dictionary<string, UpdateCase> All { get; } = new()
    {
        ["Sgd"] = UpdateCase.Of(_ => new SgdUpdate((float)Rate), (_, w, g, _) => w - (Rate * g)),
        ["Momentum"] = UpdateCase.Of(_ => new MomentumUpdate((float)Rate, 0.8f, nesterov: false), (_, w, g, s) => w + (s[0] = (0.8 * s[0]) - (Rate * g))),
        ["Nesterov"] = UpdateCase.Of(_ => new MomentumUpdate((float)Rate, 0.8f, nesterov: true), (_, w, g, s) =>
        {
            s[0] = (0.8 * s[0]) - (Rate * g);
            return w + (0.8 * s[0]) - (Rate * g);
        }),
        ["Direction"] = UpdateCase.Of(_ => new DirectionUpdate(0.8f, nesterov: false), (_, w, g, s) =>
        {
            s[1] = s[0] = (0.8 * s[0]) + g;
            return w;
        }),
        ["Direction with Nesterov"] = UpdateCase.Of(_ => new DirectionUpdate(0.8f, nesterov: true), (_, w, g, s) =>
        {
            s[0] = (0.8 * s[0]) + g;
            s[1] = g + (0.8 * s[0]);
            return w;
        }),
        ["Adagrad"] = UpdateCase.Of(_ => new AdagradUpdate((float)Rate, (float)Epsilon), (_, w, g, s) =>
            w - (Rate * g / Math.Sqrt((s[0] += g * g) + Epsilon)), 0.1f),
        ["Adadelta"] = UpdateCase.Of(_ => new AdadeltaUpdate(0.5f, 0.9f, 0.1f, (float)Epsilon), (_, w, g, s) =>
        {
            s[0] = (0.9 * s[0]) + (0.1 * g * g);
            double change = Math.Sqrt(s[1] + Epsilon) / Math.Sqrt(s[0] + Epsilon) * g;
            s[1] = (0.9 * s[1]) + (0.1 * change * change);
            return w - (0.5 * change);
        }),
        ["RmsProp"] = RmsProp(0, centered: false),
        ["RmsProp centered"] = RmsProp(0, centered: true),
        ["RmsProp with momentum"] = RmsProp(0.7, centered: false),
        ["RmsProp centered with momentum"] = RmsProp(0.7, centered: true),
        ["Adam"] = Adam(largest: false),
        ["AmsGrad"] = Adam(largest: true),
        ["AdaMax"] = UpdateCase.Of(t =>
            new AdaMaxUpdate((float)(Rate / (1 - Math.Pow(Beta1, t))), (float)(1 - Beta1), (float)Beta2, (float)Epsilon), (t, w, g, s) =>
        {
            s[0] = (Beta1 * s[0]) + ((1 - Beta1) * g);
            s[1] = Math.Max(Beta2 * s[1], Math.Abs(g));
            return w - (Rate / (1 - Math.Pow(Beta1, t)) * s[0] / (s[1] + Epsilon));
        }),
        ["Nadam"] = UpdateCase.Of(t =>
            new NadamUpdate(0.02f + (0.001f * t), 0.005f, 1 / (0.02f * t), (float)(1 - Beta1), (float)(1 - Beta2), (float)Epsilon), (t, w, g, s) =>
        {
            s[0] = (Beta1 * s[0]) + ((1 - Beta1) * g);
            s[1] = (Beta2 * s[1]) + ((1 - Beta2) * g * g);
            return w - ((((0.02 + (0.001 * t)) * s[0]) + (0.005 * g)) / (Math.Sqrt(s[1] / (0.02 * t)) + Epsilon));
        }),
        ["Dynamic"] = UpdateCase.Of(_ => default(DynamicUpdate), (_, w, g, s) => w + (s[1] * (s[0] - w)) + (s[2] * g), 0.3f),
        ["None"] = UpdateCase.Of(_ => default(NoUpdate), (_, w, g, s) =>
        {
            s[0] = g;
            return w;
        }),
    };

    static UpdateCase RmsProp(double momentum, bool centered) =>
        UpdateCase.Of(_ => new RmsPropUpdate((float)Rate, 0.9f, 0.1f, (float)momentum, (float)Epsilon, centered),
        (_, w, g, s) =>
        {
            s[0] = (0.9 * s[0]) + (0.1 * g * g);
            double spread = s[0];
            if (centered)
            {
                s[1] = (0.9 * s[1]) + (0.1 * g);
                spread -= s[1] * s[1];
            }

            double step = Rate * g / Math.Sqrt(spread + Epsilon);
            int slot = centered ? 2 : 1;
            return momentum == 0 ? w - step : w - (s[slot] = (momentum * s[slot]) + step);
        });

    static UpdateCase Adam(bool largest) => UpdateCase.Of(
        t => new AdamUpdate((float)Alpha(t), (float)(1 - Beta1), (float)(1 - Beta2), (float)Epsilon, largest),
        (t, w, g, s) =>
        {
            s[0] = (Beta1 * s[0]) + ((1 - Beta1) * g);
            s[1] = (Beta2 * s[1]) + ((1 - Beta2) * g * g);
            double v = largest ? s[2] = Math.Max(s[2], s[1]) : s[1];
            return w - (Alpha(t) * s[0] / (Math.Sqrt(v) + Epsilon));
        });

    static double Alpha(int step) => Rate * Math.Sqrt(1 - Math.Pow(Beta2, step)) / (1 - Math.Pow(Beta1, step));
}
