using System.Data;
using System.Data.Common;

namespace Rerun.Data.Specification.Fixture;

/// <summary>What the cases need of a back end. A class of cases runs once for each fixture.</summary>
public interface ISpecificationFixture
{
    /// <summary>The provider's factory.</summary>
    DbProviderFactory Factory { get; }

    /// <summary>A valid connection string.</summary>
    string ConnectionString { get; }

    /// <summary>A connection string of a catalog that may be changed.</summary>
    string WritableConnectionString { get; }

    /// <summary>A query without rows.</summary>
    string SelectNoRows { get; }

    /// <summary>A statement that gives no result set, another each time, for <see cref="WritableConnectionString"/>.</summary>
    string StatementWithoutResult();

    /// <summary>A query of exactly one cell.</summary>
    string Select(DbType type, Kind kind);
}
