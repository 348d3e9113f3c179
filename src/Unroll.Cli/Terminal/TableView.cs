using Spectre.Console;
using Unroll.Studies.Tables;
using Unroll.Text;

namespace Unroll.Cli.Terminal;

/// <summary>A table on the terminal, with as many of its columns as there is room for.</summary>
sealed class TableView
{
    /// <summary>Two blanks and a line between columns.</summary>
    const int Gap = 3;

    /// <summary>Texts down to this width are not wrapped.</summary>
    const int NarrowestText = 24;

    /// <summary>Numbers of a transposed table that are longer stand on two lines.</summary>
    const int LongNumber = 15;

    readonly int _width;
    readonly List<Part> _parts;

    /// <param name="table">The table.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="breaksNumbers">Whether long numbers, such as means with their deviations, may stand on two lines.</param>
    public TableView(Table table, int width, bool breaksNumbers = false)
    {
        _width = width;
        _parts = [.. table.Columns.Select((column, place) => new Part(column, table.Rows.Select(row => row[place].Text), breaksNumbers))];
        Fit();
        LeftOut = table.Columns.Count - _parts.Count;
    }

    /// <summary>Columns for which there is no room.</summary>
    public int LeftOut { get; }

    /// <summary>Writes a table; the number of columns for which there is no room.</summary>
    public static int Write(IAnsiConsole console, Table table)
    {
        var view = new TableView(table, console.Profile.Width);
        console.Write(view.Render());
        return view.LeftOut;
    }

    public Spectre.Console.Table Render()
    {
        var table = new Spectre.Console.Table { Border = TableBorder.Rounded };
        foreach (Part part in _parts)
        {
            Justify alignment = part.Column.Kind == ColumnKind.Number ? Justify.Right : Justify.Left;
            table.AddColumn(new TableColumn(Markup.Escape(part.Title)) { NoWrap = !part.IsWrapped, Alignment = alignment });
        }

        for (int row = 0; row < _parts[0].Cells.Length; row++)
            table.AddRow([.. _parts.Select(part => Markup.Escape(part.Cells[row]))]);
        return table;
    }

    bool Fits => 1 + _parts.Sum(part => part.Width + Gap) <= _width;

    /// <summary>
    /// Headings are broken first; then details go, the widest before the others; then long texts are wrapped; then columns go from the end, but for those
    /// that name the rows.
    /// </summary>
    void Fit()
    {
        if (!Fits)
            _parts.ForEach(part => part.BreakTitle());
        while (!Fits && _parts.Where(part => part.Column.IsDetail).MaxBy(part => part.Width) is { } detail)
            _parts.Remove(detail);
        if (!Fits)
            foreach (Part part in _parts)
                part.IsWrapped = part.Column.Kind == ColumnKind.Text && part.Width > NarrowestText;
        int names = Math.Max(1, _parts.FindIndex(part => part.Column.Kind == ColumnKind.Number));
        while (!Fits && _parts.Count > names)
            _parts.RemoveAt(_parts.Count - 1);
    }

    sealed class Part
    {
        public Part(Column column, IEnumerable<string> cells, bool breaksNumbers)
        {
            Column = column;
            bool breaks = breaksNumbers && column.Kind == ColumnKind.Number;
            Cells = [.. cells.Select(Visible).Select(cell => breaks && cell.Length > LongNumber ? Broken(cell) : cell)];
            Title = VisibleText.InCell(column.Title);
        }

        public Column Column { get; }

        public string Title { get; private set; }

        public string[] Cells { get; }

        public bool IsWrapped { get; set; }

        public int Width => IsWrapped ? NarrowestText : Math.Max(CellWidth, Longest(Title));

        int CellWidth => Cells.Select(Longest).DefaultIfEmpty().Max();

        /// <summary>Puts a heading that is wider than its cells on two lines.</summary>
        public void BreakTitle()
        {
            if (Title.Length > CellWidth)
                Title = Broken(Title);
        }

        static int Longest(string text) => text.Split('\n').Max(line => line.Length);

        /// <summary>A cell in which there would be nothing to see names its characters: a model of text predicts spaces and line ends too.</summary>
        static string Visible(string text) => text.Length > 0 && string.IsNullOrWhiteSpace(text) ? CharacterName.Describe(text) : VisibleText.InCell(text);

        /// <summary>"validation loss" on two lines, broken at the space nearest to its middle.</summary>
        static string Broken(string text)
        {
            int[] spaces = [.. Enumerable.Range(1, Math.Max(0, text.Length - 2)).Where(place => text[place] == ' ' && text[..place].Trim().Length > 0)];
            if (spaces.Length == 0)
                return text;
            int space = spaces.MinBy(place => Math.Abs((2 * place) - text.Length));
            return $"{text[..space]}\n{text[(space + 1)..]}";
        }
    }
}
