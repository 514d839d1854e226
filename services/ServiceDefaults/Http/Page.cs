using System.ComponentModel.DataAnnotations;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>One page of a list. <c>Next</c> is the cursor of the following page, null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>For lists too short to be turned over: they have the shape of all others, so that clients read one shape only.</summary>
public static class Page
{
    /// <summary>A list told whole.</summary>
    public static Page<T> Whole<T>(IReadOnlyList<T> items) => new(items, Next: null);
}

/// <summary>The paging parameters every list takes.</summary>
public static class Paging
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;
}

/// <summary>A <c>limit</c> of 1 to 200.</summary>
public sealed class PageLimitAttribute() : RangeAttribute(1, Paging.MaxLimit);
