using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmPlatform.ServiceDefaults.Persistence;

public static class AsWrittenText
{
    /// <summary>On SQL Server: by the numbers of the signs.</summary>
    public const string Collation = "Latin1_General_100_BIN2";

    /// <summary>
    /// Text that is the same only when it is written the same, compared sign by sign, as SQLite does. SQL Server's usual collation would not
    /// see that a is not A, takes other signs for one too, and passes over hyphens, so that a name would not sort with its own beginning.
    /// </summary>
    public static PropertyBuilder<T> AsWritten<T>(this PropertyBuilder<T> property, bool sqlite) => sqlite ? property : property.UseCollation(Collation);
}
