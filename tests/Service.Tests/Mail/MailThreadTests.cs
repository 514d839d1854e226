using CrmPlatform.Service.Domain.Mail;
using CrmPlatform.Service.Domain.Numbers;

namespace CrmPlatform.Service.Tests.Mail;

public sealed class MailThreadTests
{
    private static readonly ComplaintNumber Other = ComplaintNumber.FromValue(987_654_321);

    [Fact]
    public void A_reply_belongs_to_the_complaint_whose_message_it_answers()
    {
        var ours = MailThread.MessageIdFor(MailCases.Number, Guid.NewGuid(), "mail.shop.example", MailCases.Key);
        var mail = MailCases.Accepted(MailCases.With($"In-Reply-To: <{ours}>\nReferences: <x@example.com>\n <{ours}>"));
        Assert.Equal([new ThreadNumber(MailCases.Number, true)], mail.Numbers);
    }

    // S1: programs that answer may write it in other letters, and none can be made from a number.
    [Theory]
    [InlineData("as it was", true)]
    [InlineData("in capitals", true)]
    [InlineData("without seal", false)]
    [InlineData("another message", false)]
    [InlineData("another complaint", false)]
    [InlineData("another key", false)]
    [InlineData("a key that has run out", false)]
    [InlineData("something behind", false)]
    [InlineData("no seal at all", false)]
    public void A_message_id_is_believed_by_its_seal(string what, bool isBelieved)
    {
        var message = Guid.NewGuid();
        var ours = MailThread.MessageIdFor(MailCases.Number, message, "mail.shop.example", MailCases.Key);
        var (number, key) = (what == "another complaint" ? Other : MailCases.Number, MailCases.Key with { Secret = new byte[32] });
        var id = what switch
        {
            "in capitals" => ours.ToUpperInvariant(),
            "without seal" => $"complaint.{number}.{message:N}@mail.shop.example",
            "another message" => ours.Replace($"{message:N}", $"{Guid.NewGuid():N}", StringComparison.Ordinal),
            "another complaint" => ours.Replace($"{MailCases.Number}", $"{Other}", StringComparison.Ordinal),
            "another key" => MailThread.MessageIdFor(number, message, "mail.shop.example", key),
            "something behind" => ours.Replace("@", ".1@", StringComparison.Ordinal),
            "no seal at all" => $"complaint.{number}.{message:N}.{new string('z', 32)}@mail.shop.example",
            _ => ours,
        };
        var settings = what == "a key that has run out" ? MailCases.Settings with { Keys = new([MailCases.Key with { AcceptedUntil = MailCases.Received.AddTicks(-1) }]) } : MailCases.Settings;
        Assert.Equal([new ThreadNumber(number, isBelieved)], MailCases.Accepted(MailCases.With($"In-Reply-To: <{id}>"), settings).Numbers);
    }

    [Fact]
    public void What_it_answers_says_more_than_its_subject_and_the_last_reference_more_than_the_first()
    {
        var first = MailThread.MessageIdFor(Other, Guid.NewGuid(), "mail.shop.example", MailCases.Key);
        var last = MailThread.MessageIdFor(MailCases.Number, Guid.NewGuid(), "MAIL.shop.example", MailCases.Key);
        var third = ComplaintNumber.FromValue(5);
        var mail = MailCases.Accepted($"From: a@example.com\nReferences: <{first}> <{last}>\nSubject: Re: [{third}] and {Other}\n\ny");
        Assert.Equal([new ThreadNumber(MailCases.Number, true), new ThreadNumber(Other, true), new ThreadNumber(third, false)], mail.Numbers);
    }

    [Theory]
    [InlineData("Re: [{0}] your complaint", true)]
    [InlineData("回复：关于{0}的投诉", true)]
    [InlineData("Re: {0}-1", false)]
    [InlineData("your complaint", false)]
    public void A_number_in_the_subject_counts_when_it_stands_alone(string subject, bool found) =>
        Assert.Equal(
            found ? [new ThreadNumber(MailCases.Number, false)] : [],
            MailCases.Accepted($"From: a@example.com\nSubject: {string.Format(System.Globalization.CultureInfo.InvariantCulture, subject, MailCases.Number)}\n\ny").Numbers);

    [Theory]
    [InlineData("complaint.{0}.1@elsewhere.example")]
    [InlineData("complaint.{0}.1@evilmail.shop.example")]
    [InlineData("other.{0}.1@mail.shop.example")]
    [InlineData("complaint.AAA-AAA-AAA.1@mail.shop.example")]
    [InlineData("complaint.")]
    [InlineData("complaint.@mail.shop.example")]
    [InlineData("complaint@mail.shop.example")]
    public void A_message_id_that_is_not_ours_names_no_complaint(string id) =>
        Assert.Empty(MailCases.Accepted(MailCases.With($"In-Reply-To: <{string.Format(System.Globalization.CultureInfo.InvariantCulture, id, MailCases.Number)}>")).Numbers);
}
