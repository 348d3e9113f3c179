namespace Unroll.Kernels.Activations;

/// <summary>Code that is written once over the struct of an activation.</summary>
interface IActivationVisitor
{
    /// <summary>For a function whose derivative follows from its result.</summary>
    void Visit<TActivation>() where TActivation : struct, IActivation;

    /// <summary>For a function whose derivative needs its argument.</summary>
    void VisitInput<TActivation>() where TActivation : struct, IInputActivation;
}

/// <summary>Which struct computes which activation: the only such list.</summary>
static class ActivationTable
{
    /// <summary>Hands the struct of an activation to a visitor.</summary>
    /// <returns>False for a function over whole vectors, such as softmax, which has none.</returns>
    public static bool Visit<TVisitor>(ActivationFunction activation, ref TVisitor visitor) where TVisitor : struct, IActivationVisitor, allows ref struct
    {
        switch (activation)
        {
            case ActivationFunction.Linear: visitor.Visit<Linear>(); break;
            case ActivationFunction.Relu: visitor.Visit<Relu>(); break;
            case ActivationFunction.LeakyRelu: visitor.Visit<LeakyRelu>(); break;
            case ActivationFunction.Elu: visitor.Visit<Elu>(); break;
            case ActivationFunction.Selu: visitor.Visit<Selu>(); break;
            case ActivationFunction.Softplus: visitor.Visit<Softplus>(); break;
            case ActivationFunction.Softsign: visitor.Visit<Softsign>(); break;
            case ActivationFunction.Tanh: visitor.Visit<Tanh>(); break;
            case ActivationFunction.Sigmoid: visitor.Visit<Sigmoid>(); break;
            case ActivationFunction.HardSigmoid: visitor.Visit<HardSigmoid>(); break;
            case ActivationFunction.Exponential: visitor.Visit<Exponential>(); break;
            case ActivationFunction.Gelu: visitor.VisitInput<Gelu>(); break;
            case ActivationFunction.GeluApproximate: visitor.VisitInput<GeluApproximate>(); break;
            case ActivationFunction.Silu: visitor.VisitInput<Silu>(); break;
            default: return false;
        }

        return true;
    }
}
