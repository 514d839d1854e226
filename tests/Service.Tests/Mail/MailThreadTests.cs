using CrmPlatform.Service.Domain.Mail;
using CrmPlatform.Service.Domain.Numbers;

namespace CrmPlatform.Service.Tests.Mail;

public sealed class MailThreadTests
{
    private static readonly ComplaintNumber Other = ComplaintNumber.FromValue(987_654_321);

    [Fact]
    public void A_reply_belongs_to_the_complaint_whose_message_it_answers()
    {
        var ours = MailThread.MessageIdFor(MailCases.Number, Guid.NewGuid(), "mail.shop.example");
        var mail = MailCases.Accepted(MailCases.With($"In-Reply-To: <{ours}>\nReferences: <x@example.com>\n <{ours}>"));
        Assert.Equal([new ThreadNumber(MailCases.Number, true)], mail.Numbers);
    }

    [Fact]
    public void What_it_answers_says_more_than_its_subject_and_the_last_reference_more_than_the_first()
    {
        var first = MailThread.MessageIdFor(Other, Guid.NewGuid(), "mail.shop.example");
        var last = MailThread.MessageIdFor(MailCases.Number, Guid.NewGuid(), "MAIL.shop.example");
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
    public void A_message_id_that_is_not_ours_names_no_complaint(string id) =>
        Assert.Empty(MailCases.Accepted(MailCases.With($"In-Reply-To: <{string.Format(System.Globalization.CultureInfo.InvariantCulture, id, MailCases.Number)}>")).Numbers);
}
