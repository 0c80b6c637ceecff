namespace Rerun.Catalog.Dataframes.Views;

/// <summary>A dataset's schema with the views of it that were queried last. Safe for several threads.</summary>
internal sealed class KnownViews(DatasetSchema schema)
{
    private const int Most = 32;

    // Replaced as a whole by each change: the views that were added last come first.
    private ViewShape[] _views = [];

    /// <summary>The columns of the dataset.</summary>
    public DatasetSchema Schema => schema;

    /// <summary>A query against the schema.</summary>
    /// <inheritdoc cref="DataframePlanner.Plan"/>
    public DataframePlan Plan(DataframeQuery query, CompatibilityMode mode)
    {
        var views = Volatile.Read(ref _views);
        foreach (var view in views)
        {
            if (view.Fits(query))
            {
                return new DataframePlan(query, view);
            }
        }

        var added = DataframePlanner.ShapeOf(query, schema, mode);

        // Of two threads that add at one time one is forgotten, which costs no more than finding its view again.
        Volatile.Write(ref _views, [added, .. views.AsSpan(0, Math.Min(views.Length, Most - 1))]);
        return new DataframePlan(query, added);
    }
}
