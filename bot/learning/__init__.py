"""How operators teach the assistant: messages worth labelling, labels, training sentences, exams and the gate."""
