using CrmPlatform.Customers.Domain;

namespace CrmPlatform.Customers.Data.Imports;

/// <summary>What a row, or the rows of an order, of an import came to.</summary>
internal enum ImportDeed
{
    Opened,
    Changed,
    Booked,
    Registered,
}

/// <summary>
/// What an import did to one thing, so that it can be undone (C17): written with the deed itself, gone once it is undone or the time for
/// that is over.
/// </summary>
internal sealed class ImportMark
{
    /// <summary>Of seven digits each they fit where they are kept.</summary>
    public const int MostOrdinals = 400;

    public long Key { get; private set; }

    public required long JobKey { get; init; }

    public required ImportDeed Deed { get; init; }

    /// <summary>The customer's id, or the order's, or the product's.</summary>
    public required Guid Subject { get; init; }

    /// <summary>Opened: what the file said when the import had done with it, as <see cref="FilePrint"/>.</summary>
    public byte[]? Print { get; set; }

    /// <summary>Changed: what the file said before and after.</summary>
    public CustomerData? Before { get; init; }

    public CustomerData? After { get; set; }

    /// <summary>Booked: the customer that the event of it named.</summary>
    public Guid? BookedFor { get; init; }

    public Guid? BookingId { get; init; }

    public IReadOnlyList<int>? Ordinals { get; init; }

    /// <summary>Booked: when the customer last had business before this piece of the import came.</summary>
    public DateTimeOffset? BusinessBefore { get; init; }
}
