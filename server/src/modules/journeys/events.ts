/** What journeys record on their customers' threads; the properties are ids. */
export const journeyEntered = 'Journey Entered'
export const journeyEnded = 'Journey Ended'
export const journeyConverted = 'Journey Converted'
