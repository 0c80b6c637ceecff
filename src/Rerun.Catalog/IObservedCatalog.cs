namespace Rerun.Catalog;

/// <summary>A catalog that tells at little cost whether anything in it has changed.</summary>
internal interface IObservedCatalog
{
    /// <summary>
    /// An object that stays the same as long as the entries, schemas, partitions, indexes and rows of tables do, whoever might change them: this process or
    /// another. What was derived from the catalog while it gave an object holds whenever it gives the same one.
    /// </summary>
    object State { get; }
}
