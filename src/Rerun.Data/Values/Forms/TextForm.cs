namespace Rerun.Data.Values.Forms;

/// <summary>A text.</summary>
internal sealed class TextForm : CellForm<string>
{
    public override string Get(ValueReader column, int row) => column.GetString(row);
}

/// <summary>A text as characters.</summary>
internal sealed class CharactersForm : CellForm<char[]>
{
    public override char[] Get(ValueReader column, int row) => column.GetString(row).ToCharArray();
}

/// <summary>A text to be read in pieces; a snapshot.</summary>
internal sealed class TextReaderForm : CellForm<TextReader>
{
    public override TextReader Get(ValueReader column, int row) => new StringReader(column.GetString(row));
}
