using System.Text.Json.Serialization;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain;

/// <summary>C4: the class of a customer by sales, as Customers reports it.</summary>
public enum AbcClass
{
    [Names("A", "A 类", "A 類"), JsonStringEnumMemberName("A")] A,
    [Names("B", "B 类", "B 類"), JsonStringEnumMemberName("B")] B,
    [Names("C", "C 类", "C 類"), JsonStringEnumMemberName("C")] C,
}
