namespace Unroll.Kernels.Activations;

/// <summary>Which activations a recurrent cell can use: element-wise ones whose derivative follows from the result, the only value that a cell keeps.</summary>
static class CellActivations
{
    public static bool Contains(ActivationFunction activation)
    {
        var kind = default(Kind);
        return ActivationTable.Visit(activation, ref kind) && kind.IsOfCells;
    }

    /// <summary>Checks the option of a recurrent layer.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="layer">Whose it is, for the message.</param>
    /// <param name="option">The option's name.</param>
    /// <exception cref="ArgumentException">No cell can use it.</exception>
    public static void Check(ActivationFunction activation, string layer, string option)
    {
        if (!Contains(activation))
            throw new ArgumentException($"{layer}: {activation} cannot be the activation of a cell, which keeps an activation's result alone: " +
                "softmax and log-softmax run over a whole vector, and the derivatives of gelu and silu need the argument. Use another function, such as "
                + "Tanh, Elu or Selu.", option);
    }

    struct Kind : IActivationVisitor
    {
        public bool IsOfCells;

        public void Visit<TActivation>() where TActivation : struct, IActivation => IsOfCells = true;

        public readonly void VisitInput<TActivation>() where TActivation : struct, IInputActivation
        {
        }
    }
}
