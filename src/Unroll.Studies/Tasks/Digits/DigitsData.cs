using System.Globalization;
using Unroll.Data;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Digits;

/// <summary>Digits of a run; the test part is what each epoch is measured on.</summary>
public sealed class DigitsData : TaskData
{
    readonly DigitData _digits;

    internal DigitsData(DigitsConfiguration configuration, DigitData digits)
        : base(configuration) => _digits = digits;

    /// <summary>The size of the pictures.</summary>
    public PictureSize Size => new(_digits.Training.Rows, _digits.Training.Columns);

    /// <summary>The pictures that are held out.</summary>
    public DigitSet Test => _digits.Test;

    /// <inheritdoc/>
    public override DataSet Training => new DigitRowData(_digits.Training);

    /// <inheritdoc/>
    public override DataSet? HeldOut => new DigitRowData(_digits.Test);

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"{Source}: {_digits.Training.Count:N0} pictures of {Size}, {Test.Count:N0} for the test");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks => _digits.Remarks;

    /// <summary>How the pictures of the training part are drawn.</summary>
    public DigitDrawing Drawing => _digits.Drawing;

    /// <inheritdoc/>
    public override bool IsSynthetic => _digits.IsSynthetic;

    /// <inheritdoc/>
    public override string Unit => "pictures";

    /// <summary>Where the pictures come from.</summary>
    internal string Source => _digits.Description;
}
