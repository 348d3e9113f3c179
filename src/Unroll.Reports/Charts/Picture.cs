namespace Unroll.Reports.Charts;

/// <summary>A gray picture.</summary>
/// <param name="Caption">What stands below it.</param>
/// <param name="Rows">Rows of pixels.</param>
/// <param name="Columns">Columns of pixels.</param>
/// <param name="Pixels">Row by row; 0 is the ground, 255 the ink.</param>
sealed record Picture(string Caption, int Rows, int Columns, byte[] Pixels);
