namespace Rerun.Data.Linq.Parsing;

/// <summary>Marks the provider of queries over datasets.</summary>
internal interface IRerunProvider;
