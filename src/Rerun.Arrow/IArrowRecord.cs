namespace Rerun.Arrow;

/// <summary>Columns of one length under a schema.</summary>
public interface IArrowRecord
{
    /// <summary>The names and types of the columns.</summary>
    Schema Schema { get; }

    /// <summary>The number of rows.</summary>
    int Length { get; }

    /// <summary>The number of columns.</summary>
    int ColumnCount { get; }

    /// <summary>The column at a position.</summary>
    IArrowArray Column(int index);
}
