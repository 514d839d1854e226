using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>A page of a list of customers: in which order, from where on.</summary>
public sealed class CustomerPage
{
    /// <summary>
    /// <c>created</c> (newest first, the default), <c>name</c>, or any other field of the list; a minus turns it round.
    /// </summary>
    [CustomerSort]
    public string? Sort { get; init; }

    [PageLimit]
    public int? Limit { get; init; }

    public string? Cursor { get; init; }
}

/// <summary>One of the orders a list of customers can have.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CustomerSortAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => CustomerOrder.IsKnown((string?)value);

    public override string FormatErrorMessage(string name) => $"One of these is expected: {string.Join(", ", CustomerOrder.Names)}";
}
